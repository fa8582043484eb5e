import { Section } from '../../shared/ui/page/Section.tsx'
import { CodeText } from '../../shared/ui/values/CodeText.tsx'
import { CopyButton } from '../../shared/ui/values/CopyButton.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { Markdown } from '../../shared/ui/values/Markdown.tsx'
import { SecretField } from '../../shared/ui/values/SecretField.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { Verb } from '../../shared/ui/values/Verb.tsx'
import styles from './catalogue.module.css'

const states = ['done', 'waiting', 'running', 'warning', 'failed', 'paused', 'off', 'info'] as const
const verbs = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'QUERY']
const hourMs = 3_600_000
const text = `## A heading

Text with **weight**, \`code\` and a [link](https://example.com).

- one
- two

| a | b |
| - | - |
| 1 | 2 |

<script>alert('not run')</script>`

export function ValueParts() {
  return (
    <>
      <Section title="States">
        <div className={styles.line}>
          {states.map((kind) => (
            <StateLabel key={kind} kind={kind}>
              {kind}
            </StateLabel>
          ))}
        </div>
      </Section>
      <Section title="Verbs">
        <div className={styles.line}>
          {verbs.map((verb) => (
            <Verb key={verb} verb={verb} />
          ))}
        </div>
      </Section>
      <Section title="Facts">
        <Facts
          facts={[
            ['Address', <CodeText key="address" value="https://localhost:8443/azureml-demo" name="address" />],
            ['Primary key', <SecretField key="key" name="primary key" load={async () => '0123456789abcdef'} />],
            ['Key that cannot be read', <CopyButton key="copy" name="key" value={() => Promise.reject(new Error())} />],
            ['A moment ago', <TimeAgo key="past" iso={new Date().toISOString()} />],
            ['In two days', <TimeAgo key="future" iso={new Date(Date.now() + 48 * hourMs).toISOString()} />],
            ['A long word', 'x'.repeat(300)],
          ]}
        />
      </Section>
      <Section title="Markdown">
        <Markdown text={text} />
      </Section>
    </>
  )
}
