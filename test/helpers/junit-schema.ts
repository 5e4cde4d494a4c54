/** Whether a text is JUnit XML, by libxml2 and a schema. */
import { readFileSync } from "node:fs";
import { validateXML } from "xmllint-wasm";

const SCHEMA = readFileSync(new URL("../report/junit/junit.xsd", import.meta.url), "utf8");

/** What libxml2 says against it; empty when it holds. */
export const junitErrors = async (xml: string): Promise<string[]> => {
  const { errors } = await validateXML({
    xml: [{ fileName: "results.xml", contents: xml }],
    schema: [{ fileName: "junit.xsd", contents: SCHEMA }],
  });
  return errors.map(({ message }) => message);
};
