"""What a review is made with: its question sets, scales, vocabularies, texts and policy, and what is newer in this store."""
