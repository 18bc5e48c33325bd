// Makes the console's pages more comfortable; all of them work without it.

