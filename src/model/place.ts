/**
 * Where something stands in its file. `line` and `column` count from 1 (columns in UTF-16 units, as editors do);
 * `offset` and `endOffset` (exclusive) count bytes of the file as it is, a byte order mark included.
 */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly endOffset: number;
}
