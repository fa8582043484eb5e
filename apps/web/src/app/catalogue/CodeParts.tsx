import { useState } from 'react'
import { CodeBlock } from '../../shared/ui/code/CodeBlock.tsx'
import { CodeEditor } from '../../shared/ui/code/CodeEditor.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'

const policy = `<policies>
  <inbound>
    <base />
    <rate-limit calls="5" renewal-period="0" />
  </inbound>
</policies>`

export function CodeParts() {
  const [text, setText] = useState('{\n  "name": "Sluice",\n  "count": 3,\n  "isOpen": true\n}')
  return (
    <>
      <Section title="Editor">
        <CodeEditor label="JSON" value={text} onChange={setText} language="json" />
      </Section>
      <Section title="Editor with a fault">
        <CodeEditor
          label="Policy"
          value={policy}
          onChange={() => undefined}
          language="xml"
          faults={[{ line: 4, column: 27, endColumn: 45, message: 'renewal-period must be at least 1.' }]}
        />
      </Section>
      <Section title="Read only, and empty">
        <CodeEditor label="Text to read" value="Nobody changes this." language="text" isReadOnly />
        <CodeEditor label="Empty" value="" language="json" onChange={() => undefined} />
      </Section>
      <Section title="Code to copy">
        <CodeBlock
          label="curl sample"
          text={`curl 'http://localhost:8000/echo' \\\n  -H 'Key: ••••••••'`}
          copy="curl"
        />
      </Section>
    </>
  )
}
