"""Help that is read at length: "What is protected, and what is not", from resources/help."""
