/** What the numbers of a service are, by their names without the prefix, as Prometheus shows them. */
export const HELP: Readonly<Record<string, string>> = {
  alarms_total: 'Results that hid their study in the PACS: the queue is held.',
  doubled_total: 'Work that another worker was at, too.',
  left_total: 'Work that was taken and left to others, by why.',
  lists_total: 'Looks at the list of the PACS, by outcome.',
  news_total: 'What changed in the list of the PACS, by kind.',
  out_unwritable_total: 'Pieces of work that waited for a folder that took no result.',
  pacs_away_total: 'Pieces of work that waited for a PACS that was away or had no time.',
  queue_troubles_total: 'Times that the queue was in trouble.',
  stalled_total: 'Work whose worker did not come back.',
  stored_late_total: 'Results stored though the study was another worker’s by then.',
  work_total: 'Pieces of work by stage and outcome; failed is for good, tried is tried again.',
  workitems_total: 'Work items of the PACS by what became of them.',
  work_seconds: 'Seconds that pieces of work took, by stage.',
  queue_studies: 'Pieces of work in the queue, by state.',
  queue_up: 'Whether the queue answers.',
  queue_held: 'Whether the queue is held: nobody takes a study until it is resumed.',
  pacs_last_list_timestamp_seconds: 'When the PACS gave its list last.',
  resident_memory_bytes: 'Memory of this process.',
};

/** Counted from zero: of what appears with its first time a rate shows nothing, and an alarm on it would stay silent. */
export const FROM_ZERO = [
  'alarms',
  'doubled',
  'out_unwritable',
  'pacs_away',
  'queue_troubles',
  'stalled',
  'stored_late',
] as const;
