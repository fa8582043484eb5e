import { describe, expect, it } from 'vitest'
import { startManagement } from '../../management.fixture.ts'

async function ask(body: object) {
  const { fetchRaw } = await startManagement({ createSamples: false })
  const response = await fetchRaw('/api/samples', { method: 'POST', body: JSON.stringify(body) })
  const json = (await response.json()) as {
    languages: { id: string; title: string; text: string }[]
    error: { code: string; details: { target: string }[] }
  }
  const textOf = (id: string) => json.languages.find((language) => language.id === id)?.text
  return { status: response.status, json, textOf }
}

const url = 'https://localhost:8443/items?api-version=2.0'

describe('samples of a request', () => {
  it('come in every language, in order', async () => {
    const { json } = await ask({ method: 'GET', url })
    expect(json.languages.map(({ id, title }) => [id, title])).toEqual([
      ['csharp', 'C#'],
      ['python', 'Python'],
      ['r', 'R'],
      ['curl', 'curl'],
      ['javascript', 'JavaScript'],
      ['powershell', 'PowerShell'],
      ['java', 'Java'],
      ['go', 'Go'],
      ['php', 'PHP'],
      ['ruby', 'Ruby'],
    ])
  })

  it('have no part that the request does not need', async () => {
    const { textOf } = await ask({ method: 'get', url })
    expect(textOf('curl')).toBe(`curl '${url}'\n`)
    expect(textOf('python')).toBe(
      `import requests\n\nurl = "${url}"\n\nresponse = requests.get(url)\nprint(response.status_code)\nprint(response.text)\n`,
    )
    expect(textOf('javascript')).toBe(
      `const response = await fetch('${url}');\nconsole.log(response.status);\nconsole.log(await response.text());\n`,
    )
  })

  it('leave out headers that clients write by themselves, and write each name once', async () => {
    const { textOf } = await ask({
      method: 'PURGE',
      url,
      headers: [
        ['Host', 'localhost'],
        ['Content-Length', '3'],
        ['X-Tag', 'a'],
        ['x-tag', ' b '],
      ],
      body: { text: 'abc' },
    })
    expect(textOf('curl')).toBe(
      `curl -X PURGE '${url}' \\\n  -H 'X-Tag: a, b' \\\n  -H 'Content-Type:' \\\n  --data-raw 'abc'\n`,
    )
  })

  it('keep the parameters of a template that nobody has filled in', async () => {
    const { textOf } = await ask({ method: 'DELETE', url: 'http://localhost:8000/workspaces/{workspace}' })
    expect(textOf('curl')).toBe("curl -X DELETE 'http://localhost:8000/workspaces/{workspace}'\n")
  })

  it.each([
    [{ method: 'GET', url: 'ftp://example.com' }, 'url'],
    [{ method: 'GET', url: `http://example.com/'; rm -rf "` }, 'url'],
    [{ method: 'GET', url: 'http://example.com/a b' }, 'url'],
    [{ method: 'GET', url: 'http://example.com/%zz' }, 'url'],
    [{ method: 'GET', url, body: { text: 'x' } }, 'body'],
    [{ method: 'POST', url, body: { text: 'x\u0000' } }, 'body.text'],
    [{ method: 'POST', url, body: { text: 'x'.repeat(32_769) } }, 'body.text'],
    [{ method: 'POST', url, headers: [['A', 'b\nc']] }, 'headers.0.1'],
    [{ method: "P'", url, headers: [["A'\n", 'b']] }, 'headers.0.0'],
  ])('of %j are refused with the place', async (body, target) => {
    const { status, json } = await ask(body)
    expect([status, json.error.code, json.error.details[0]?.target]).toEqual([400, 'ValidationError', target])
  })
})
