"""What an exercise leaves behind and what a class is given before: typed blocks, and files made of them."""
