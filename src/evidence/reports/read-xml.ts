import { SaxesParser } from "saxes";
import { ReportError } from "./report-error.ts";

/** Against entity bombs, deep, wide and long documents. */
const depthMax = 64;
const elementsMax = 500_000;
const attributesMax = 1_000;
const textCharactersMax = 1_048_576;

/** Characters given to the parser at once: what it holds back is bounded by its own limits on text. */
const chunkCharacters = 65_536;

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** 0 for the root. */
  readonly depth: number;
}

export interface XmlReader {
  open(element: XmlElement): void;
  close(element: Pick<XmlElement, "name" | "depth">): void;
}

/** A document type that names its DTD and declares nothing itself, as Cobertura's reports have; it is never fetched. */
const namedDtd = /^\s[\w:-]{1,100}\s+(?:SYSTEM|PUBLIC\s+"[^"<>]{0,300}")\s+"[^"<>]{0,300}"\s*$/;

/**
 * Tells a document element by element. A document type with declarations of its own, where entities are made, is
 * refused, and so is everything beyond the limits.
 */
export function readXml(text: string, reader: XmlReader): void {
  const parser = new SaxesParser();
  let depth = 0;
  let elements = 0;
  let attributes = 0;
  let characters = 0;
  const refuse = (reason: string): never => {
    throw new ReportError(reason);
  };
  parser.on("doctype", (declared) => {
    if (!namedDtd.test(declared))
      refuse("its document type makes declarations of its own, which are refused");
  });
  parser.on("error", (error) => refuse(`it is no well-formed XML: ${error.message.slice(0, 200)}`));
  parser.on("attribute", () => {
    attributes += 1;
    if (attributes > attributesMax) refuse(`an element has more than ${attributesMax} attributes`);
  });
  parser.on("opentagstart", () => {
    attributes = 0;
    elements += 1;
    characters = 0;
    if (elements > elementsMax) refuse(`it has more than ${elementsMax} elements`);
    if (depth >= depthMax) refuse(`it is nested deeper than ${depthMax}`);
  });
  parser.on("opentag", ({ name, attributes: found }) => {
    reader.open({ name, attributes: found, depth });
    depth += 1;
  });
  parser.on("closetag", ({ name }) => {
    depth -= 1;
    characters = 0;
    reader.close({ name, depth });
  });
  for (const event of ["text", "cdata"] as const) {
    parser.on(event, (found: string) => {
      characters += found.length;
      if (characters > textCharactersMax) refuse(`a text is longer than ${textCharactersMax} characters`);
    });
  }
  for (let at = 0; at < text.length; at += chunkCharacters)
    parser.write(text.slice(at, at + chunkCharacters));
  parser.close();
}
