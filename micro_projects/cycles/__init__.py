"""A community's year of micro-projects (周期): phases by date, the frozen rule pack, the pool."""
