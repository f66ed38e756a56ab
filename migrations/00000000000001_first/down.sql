-- The first step has nothing to go back to: drop the database instead.
SELECT 1;
