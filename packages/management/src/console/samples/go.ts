import { isPlainText, quoteWithEscapes } from './quoting.ts'
import type { SampleLanguage } from './sample-language.ts'

/** `net/http`. */
export const go: SampleLanguage = {
  id: 'go',
  title: 'Go',
  write({ method, url, headers, body }) {
    const content = body === undefined ? 'nil' : `strings.NewReader(${quoteBody(body)})`
    const list = headers.map(([name, value]) => `\trequest.Header.Set(${quote(name)}, ${quote(value)})\n`).join('')
    return `package main

import (
\t"fmt"
\t"io"
\t"log"
\t"net/http"
${body === undefined ? '' : '\t"strings"\n'})

func main() {
\trequest, err := http.NewRequest(${quote(method)}, ${quote(url)}, ${content})
\tif err != nil {
\t\tlog.Fatal(err)
\t}
${list}
\tresponse, err := http.DefaultClient.Do(request)
\tif err != nil {
\t\tlog.Fatal(err)
\t}
\tdefer response.Body.Close()
\tcontent, err := io.ReadAll(response.Body)
\tif err != nil {
\t\tlog.Fatal(err)
\t}
\tfmt.Println(response.StatusCode)
\tfmt.Println(string(content))
}`
  },
}

const quote = (text: string) => quoteWithEscapes(text, '"')

/** As it is, where it has quotes or lines; a raw text cannot hold its own quote. */
const quoteBody = (body: string) =>
  /["\\\n]/.test(body) && isPlainText(body) && !body.includes('`') ? `\`${body}\`` : quote(body)
