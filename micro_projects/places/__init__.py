"""District › sub-district › community › grid, and the calendars of working days."""
