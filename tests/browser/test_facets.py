"""Filtering the library with script: counts, addresses, chips, keyboard. (Another helper is writing this file now, 09:35.)"""
