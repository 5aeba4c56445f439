"""Values of the trade: money, months, personal codes, cells' addresses, sentences, findings and refusals."""
