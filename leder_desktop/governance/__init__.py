"""Pure tables and functions: who may do what. Read by operations before anything is touched."""
