import type { SampleLanguage } from './sample-language.ts'

/** PHP with its extension for curl. */
export const php: SampleLanguage = {
  id: 'php',
  title: 'PHP',
  write({ method, url, headers, body }) {
    // Without a value, a colon would take the header away.
    const lines = headers.map(([name, value]) => (value === '' ? `${name};` : `${name}: ${value}`))
    // What is not said here would be sent as a form.
    const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type')
    const sent = [...lines, ...(body === undefined || isTyped ? [] : ['Content-Type:'])]
    const options = [
      ...(method === 'GET' ? [] : [`CURLOPT_CUSTOMREQUEST => ${quote(method)},`]),
      ...(method === 'HEAD' ? ['CURLOPT_NOBODY => true,'] : []),
      ...(sent.length === 0
        ? []
        : [`CURLOPT_HTTPHEADER => [\n${sent.map((line) => `        ${quote(line)},\n`).join('')}    ],`]),
      ...(body === undefined ? [] : [`CURLOPT_POSTFIELDS => ${quote(body)},`]),
      'CURLOPT_RETURNTRANSFER => true,',
    ]
    return `<?php
$curl = curl_init(${quote(url)});
curl_setopt_array($curl, [
${options.map((option) => `    ${option}`).join('\n')}
]);
$content = curl_exec($curl);
if ($content === false) {
    exit(curl_error($curl));
}
echo curl_getinfo($curl, CURLINFO_HTTP_CODE), "\\n", $content, "\\n";`
  },
}

const quote = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`
