"""Links into folded answers, opening all, printing. (Another helper is writing this file now, 09:35.)"""
