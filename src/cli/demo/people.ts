/** The people of the demo: a maintainer, somebody who may write, somebody who may only read. */
export const people = { maintainer: "ada", writer: "wen", reader: "rob" } as const;

export type Login = (typeof people)[keyof typeof people];
