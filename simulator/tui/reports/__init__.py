"""Papers and reports from the screens, and what evaluators write: each window stands by itself."""
