package shop.cvm.order;

/**
 * Which of the returns of an account one is; the database takes one for each place.
 *
 * @param countedFor the calendar year in which they are counted; 0 if they are counted without end
 * @param place 1 for the first
 */
record ReturnPlace(int countedFor, int place) {}
