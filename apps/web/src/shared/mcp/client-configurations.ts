/** How one kind of client is told of a server. */
export interface ClientConfiguration {
  readonly id: 'vscode' | 'cursor' | 'claude-code' | 'inspector' | 'curl'
  /** Name of the client; never translated. */
  readonly client: string
  /** Where the text goes; undefined = it is typed into a terminal. */
  readonly file: string | undefined
  readonly text: string
}

export interface ServerToConnect {
  /** Identifier of the server: how clients list it. */
  readonly name: string
  readonly address: string
  /** Undefined = it is called without a key. */
  readonly keyHeader: string | undefined
}

/** Stands where a key goes. */
const keyPlace = 'YOUR_SUBSCRIPTION_KEY'

/**
 * What usual clients want to be told of a server. VS Code asks for the key itself and keeps it; the others get a place to
 * put it.
 * @see https://code.visualstudio.com/docs/copilot/reference/mcp-configuration
 */
export function clientConfigurations({ name, address, keyHeader }: ServerToConnect): readonly ClientConfiguration[] {
  const headers = keyHeader === undefined ? {} : { headers: { [keyHeader]: keyPlace } }
  const option = (flag: string) => (keyHeader === undefined ? '' : ` \\\n  ${flag} "${keyHeader}: ${keyPlace}"`)
  const asked = keyHeader === undefined ? undefined : `${name}-key`
  return [
    {
      id: 'vscode',
      client: 'VS Code',
      file: '.vscode/mcp.json',
      text: toJson({
        ...(asked === undefined
          ? {}
          : { inputs: [{ type: 'promptString', id: asked, description: 'Subscription key', password: true }] }),
        servers: {
          [name]: {
            type: 'http',
            url: address,
            ...(asked === undefined || keyHeader === undefined
              ? {}
              : { headers: { [keyHeader]: `\${input:${asked}}` } }),
          },
        },
      }),
    },
    {
      id: 'cursor',
      client: 'Cursor',
      file: '.cursor/mcp.json',
      text: toJson({ mcpServers: { [name]: { url: address, ...headers } } }),
    },
    {
      id: 'claude-code',
      client: 'Claude Code',
      file: undefined,
      text: `claude mcp add --transport http ${name} ${address}${option('--header')}`,
    },
    {
      id: 'inspector',
      client: 'MCP Inspector',
      file: undefined,
      text: `npx @modelcontextprotocol/inspector --cli ${address} \\\n  --transport http --method tools/list${option('--header')}`,
    },
    {
      id: 'curl',
      client: 'curl',
      file: undefined,
      text: `curl ${address} \\\n  --header "Content-Type: application/json" \\\n  --header "Accept: application/json, text/event-stream"${option('--header')} \\\n  --data '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'`,
    },
  ]
}

const toJson = (value: unknown): string => JSON.stringify(value, null, 2)
