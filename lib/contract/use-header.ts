/** The request header by which a page says that somebody did something since it last said so: pressed, typed, scrolled. */
export const useHeader = "x-shipshape-in-use";
