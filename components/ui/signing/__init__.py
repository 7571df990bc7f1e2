"""Who looks: what is set about sign-in, what a connection may claim, whom that makes a visitor."""
