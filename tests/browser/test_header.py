"""The colour scheme and the menu of small screens. (Another helper is writing this file now, 09:35.)"""
