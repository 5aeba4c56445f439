"""What the buttons of the ribbon do. A module bears the name of its function in `ribbon`, or of the first of a family.

check next_finding                       the list Pārbaude (findings_list): written, walked along
start_month find_learner fill_days       rows for a month
fix                                      what the program can put right
prepare_claims                           claim sheets
undo                                     taking back what a button did
button                                   what every button does around its own work
"""
