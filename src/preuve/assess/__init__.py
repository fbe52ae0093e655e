"""What is evidenced on a day, and what there is to do."""
