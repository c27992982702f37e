/** The annotation of the empty index that the console puts on tags to delete them. Its value is unique to a deletion. */
export const placeholderAnnotation = "dev.shipshape.placeholder";
