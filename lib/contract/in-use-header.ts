/**
 * The request header by which a page reports that its user did something since its last report: pressed, typed or
 * scrolled.
 */
export const useHeader = "x-shipshape-in-use";
