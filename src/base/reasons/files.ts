import type { AdviceTable } from './advice.ts';

/** About files that were given: folders, ZIP archives, what the browser or the disk no longer hands out. */
export const FILES = {
  empty: {
    happened: 'The file has no bytes, or the series has no slices.',
    advice: 'Export it again: the copy was cut off.',
  },
  'system-file': {
    happened: 'The operating system left this file beside the images.',
    advice: 'Nothing: it is no image.',
  },
  'not-a-file': {
    happened: 'A link, a device or another special file.',
    advice: 'Give the file or folder that it points to.',
  },
  unreadable: {
    happened: 'The disk or the browser did not hand out the file.',
    advice: 'Check that it is still there and that you may read it, then open it again.',
  },
  'folder-unreadable': {
    happened: 'The watched folder cannot be listed: it was moved, or its disk is not there.',
    advice: 'Bring it back; it is looked for again and again. Or watch another one.',
  },
  'folder-refused': {
    happened: 'The browser took back the leave to read the watched folder.',
    advice: 'Give leave again by the button in the line of the folder.',
  },
  'reading-stopped': {
    happened: 'Reading was stopped, or broke off, before these files were read.',
    advice: 'Give the files again: what was read already is not read twice.',
  },
  'already-open': {
    happened: 'The very same slice is open in this tab already.',
    advice: 'Nothing: it was read the first time.',
  },
  duplicate: {
    happened: 'The same slice, or one at the same place, was given twice.',
    advice: 'Nothing, unless the two should differ: then export the series anew.',
  },
  'source-gone': {
    happened: 'The file was moved, changed or deleted since it was opened.',
    advice: 'Open it again.',
  },
  'no-such-path': {
    happened: 'The path does not exist.',
    advice: 'Check the spelling.',
  },
  'no-such-file': {
    happened: 'A file was asked for that was not given.',
    advice: 'Report it: the program lost track of a file.',
  },
  'zip-broken': {
    happened: 'The archive is damaged: its directory, sizes or data do not fit together.',
    advice: 'Copy or download it again; if it stays so, unpack it with another program first.',
  },
  'zip-encrypted': {
    happened: 'The entry is encrypted.',
    advice: 'Unpack the archive with its password and open the folder.',
  },
  'zip-method': {
    happened: 'The entry is packed by a method other than stored or deflate.',
    advice: 'Unpack the archive with another program and open the folder.',
  },
  'zip-nested': {
    happened: 'An archive in an archive in an archive is not opened.',
    advice: 'Unpack the inner archive and open its folder.',
  },
  'zip-bomb': {
    happened: 'The entry grows more on unpacking than images do.',
    advice: 'Do not trust the archive; if it is yours, unpack it and open the folder.',
  },
  'zip-too-large': {
    happened: 'The archive unpacks to more than is read of one.',
    advice: 'Unpack it and open its folders one by one.',
  },
  'zip-too-many': {
    happened: 'The archive lists more entries than are read of one.',
    advice: 'Unpack it and open its folders one by one.',
  },
  'reader-crashed': {
    happened:
      'Reading the file ended the background reader; the other files were read by a fresh one.',
    advice:
      'Open the file in another viewer; if it is sound there, report it without patient data.',
  },
  zip: {
    happened: 'A ZIP archive whose name does not end in .zip.',
    advice: 'Rename it, or unpack it and open the folder.',
  },
  'zip-count': {
    happened: 'The archive says that it holds another number of files than it lists.',
    advice: 'Count the files; copy or download the archive again.',
  },
  'zip-empty': {
    happened: 'There is no file in the archive.',
    advice: 'Export it again.',
  },
  'zip-checksum': {
    happened: 'The data of the entry are not those that were packed: it was damaged.',
    advice: 'Copy or download the archive again.',
  },
} as const satisfies AdviceTable;
