"""The class in browsers as its facilitator sees it: how to join, who is there, what they answered."""
