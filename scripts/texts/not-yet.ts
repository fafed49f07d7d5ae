/** Rooms of the screen whose texts are not in the catalogs yet: English in every language. */
export const NOT_YET: readonly string[] = [];
