"""协商会: talks, hearings, consultations, open spaces; who takes part and how they were chosen, what was taken up."""
