"""Programs as answers: where one stands in a response, and how each kind is run and graded."""
