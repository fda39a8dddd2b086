"""Reports of exercises and papers for a class: typed blocks, and files made of them."""
