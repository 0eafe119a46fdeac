/** How far the making of a plan's issues is, where it takes longer than an hour's creations. */
export interface Making {
  /** Issues that are there, or on their way. */
  readonly done: number;
  readonly left: number;
  /** When the last is expected, to the full hour. */
  readonly end: Date;
}
