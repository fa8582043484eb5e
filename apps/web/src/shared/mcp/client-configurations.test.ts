import { describe, expect, it } from 'vitest'
import { clientConfigurations } from './client-configurations.ts'

const textOf = (id: string, keyHeader?: string) =>
  clientConfigurations({ name: 'shop', address: 'https://gateway.example/shop-mcp/mcp', keyHeader }).find(
    (one) => one.id === id,
  )?.text

describe('what clients are told of an MCP server', () => {
  it('has a place for the key, which VS Code asks for itself', () => {
    expect(JSON.parse(textOf('vscode', 'Api-Key') ?? '')).toEqual({
      inputs: [{ type: 'promptString', id: 'shop-key', description: 'Subscription key', password: true }],
      servers: {
        shop: {
          type: 'http',
          url: 'https://gateway.example/shop-mcp/mcp',
          headers: { 'Api-Key': `\${input:shop-key}` },
        },
      },
    })
    expect(JSON.parse(textOf('cursor', 'Api-Key') ?? '')).toEqual({
      mcpServers: {
        shop: { url: 'https://gateway.example/shop-mcp/mcp', headers: { 'Api-Key': 'YOUR_SUBSCRIPTION_KEY' } },
      },
    })
    expect(textOf('claude-code', 'Api-Key')).toBe(
      'claude mcp add --transport http shop https://gateway.example/shop-mcp/mcp \\\n  --header "Api-Key: YOUR_SUBSCRIPTION_KEY"',
    )
  })

  it('speaks of no key where none is needed', () => {
    expect(JSON.parse(textOf('vscode') ?? '')).toEqual({
      servers: { shop: { type: 'http', url: 'https://gateway.example/shop-mcp/mcp' } },
    })
    expect(textOf('inspector')).toBe(
      'npx @modelcontextprotocol/inspector --cli https://gateway.example/shop-mcp/mcp \\\n  --transport http --method tools/list',
    )
    expect(textOf('curl')).not.toContain('YOUR_SUBSCRIPTION_KEY')
  })
})
