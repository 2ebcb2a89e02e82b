// No function of curl.c is called from Swift.
