// SPDX-License-Identifier: GPL-2.0-or-later
// `lutf/yaml`: YAML that people write, with the `yaml` package: comments, anchors, tags, several documents. What machines exchange is read in C.
export { Document, parse, parseAllDocuments, parseDocument, stringify, YAMLParseError } from "yaml";
