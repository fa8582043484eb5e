import { describeSettings } from './settings-schema.ts'

/** All settings as text for a terminal. */
export function settingsText(): string {
  const settings = describeSettings().flatMap(({ variable, meaning, default: standard }) => [
    `  ${variable}`,
    `      ${plain(meaning)}`,
    `      Default: ${plain(standard)}`,
  ])
  return [
    'Settings are environment variables, or keys of sluice.config.json in the working folder (SLUICE_CONFIG names another',
    'file), where SLUICE_GATEWAY_HTTP_PORT is gatewayHttpPort. A variable goes before the file.',
    '',
    ...settings,
  ].join('\n')
}

/** All settings as a Markdown table. */
export function settingsTable(): string {
  const rows = describeSettings().map(
    ({ variable, key, meaning, default: standard }) => `| \`${variable}\` | \`${key}\` | ${meaning} | ${standard} |`,
  )
  return ['| variable | key in the file | meaning | default |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

const plain = (markdown: string) => markdown.replaceAll('`', '')
