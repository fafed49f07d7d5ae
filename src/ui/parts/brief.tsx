import type { ReactNode } from 'react';

/** Words of a row. `brief`: a few letters or a picture in their place where there is little room, null where there is enough; the words are read out all the same. */
export const Brief = ({ brief, words }: { readonly brief: ReactNode; readonly words: string }) =>
  brief === null ? (
    words
  ) : (
    <>
      <span aria-hidden="true">{brief}</span>
      <span className="visually-hidden">{words}</span>
    </>
  );
