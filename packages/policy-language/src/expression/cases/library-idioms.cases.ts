import { gives, type LibraryCase } from './library-case.ts'

const snippets = 'https://github.com/Azure/api-management-policy-snippets'
const linq = 'https://www.newtonsoft.com/json/help/html/QueryingLINQtoJSON.htm'

const list = 'JArray.Parse("[{\\"k\\":\\"x\\",\\"v\\":1.5},{\\"k\\":\\"y\\",\\"v\\":2}]")'
const tree =
  'JObject.Parse("{\\"a\\":{\\"x\\":1},\\"b\\":[{\\"x\\":2}],\\"d\\":\\"2024-01-02T03:04:05\\",\\"n\\":5,\\"s\\":\\"t\\"}")'
const soap =
  'XElement.Parse("<s:Envelope xmlns:s=\'http://schemas.xmlsoap.org/soap/envelope/\'><s:Body><r><c>7</c><c>8</c></r></s:Body></s:Envelope>")'
const jwt = '"eyJhbGciOiJIUzI1NiJ9.eyJyb2xlcyI6WyJhIiwiYiJdLCJzY3AiOiJyZWFkIHdyaXRlIn0.c2ln".AsJwt()'

/** What published policies do with the libraries, in the ways in which they do it. */
export const libraryIdiomCases: readonly LibraryCase[] = [
  gives(`${list}.Children<JObject>().FirstOrDefault(o => (string)o["k"] == "y")["v"]`, '2', linq),
  gives(`${list}.Sum(o => o.Value<decimal>("v"))`, '3.5', linq),
  gives(`string.Join(",", ${list}.Select(o => o["k"].Value<string>()).ToArray())`, 'x,y', linq),
  gives(`${list}.Count() > 0 ? ${list}[0]["k"].ToString() : ""`, 'x', snippets),
  gives(`${list}.Where(o => o["k"].ToString() == "z").Any()`, 'False', linq),
  gives(`${list}.ToDictionary(o => (string)o["k"], o => (double)o["v"])["y"]`, '2', linq),
  gives(`${list}.OrderByDescending(o => (double)o["v"]).First()["k"]`, 'y', linq),
  gives(`(JToken.Parse("[1]") as JArray)?.Count ?? -1`, '1', snippets),
  gives(`(JToken.Parse("{}") as JArray)?.Count ?? -1`, '-1', snippets),
  gives(`JToken.Parse("{}") is JObject`, 'True', snippets),
  gives(`${tree}.Properties().ToDictionary(p => p.Name, p => p.Value.ToString())["s"]`, 't', linq),
  gives(`${tree}["a"].ToObject<Dictionary<string, int>>()["x"]`, '1', linq),
  gives(`${tree}.Value<DateTime>("d").Year`, '2024', linq),
  gives(`(int?)${tree}["zz"] ?? 9`, '9', snippets),
  gives(`${tree}["n"] != null && ${tree}["n"].Value<int>() > 4`, 'True', snippets),
  gives(`string.IsNullOrEmpty((string)${tree}["zz"])`, 'True', snippets),
  gives(`$"{${tree}["s"]}-{${tree}["n"]:000}"`, 't-005', snippets),
  gives(`${tree}["s"] + "!"`, 't!', snippets),
  gives(`"n=" + ${tree}["n"]`, 'n=5', snippets),
  gives(`Convert.ToInt32(${tree}["n"]) + 1`, '6', snippets),
  gives(`Convert.ToBoolean(JObject.Parse("{\\"b\\":true}")["b"])`, 'True', snippets),
  gives(`Convert.ToString(${tree}["n"])`, '5', snippets),
  gives(`${tree}.GetValue("s")?.ToString().ToUpper()`, 'T', snippets),
  gives(
    `{ var o = ${tree}; o.Descendants().OfType<JProperty>().Where(p => p.Name == "x").ToList().ForEach(p => p.Remove()); return o["a"].ToString(Formatting.None) + o["b"].ToString(Formatting.None); }`,
    '{}[{}]',
    linq,
  ),
  gives(
    `{ var o = ${tree}; o.SelectTokens("$..x").ToList().ForEach(t => t.Parent.Remove()); return o["b"].ToString(Formatting.None); }`,
    '[{}]',
    linq,
  ),
  gives(
    '{ var o = new JObject(); o["a"] = new JObject(); ((JObject)o["a"]).Add("b", new JArray("x", 1)); o["c"] = DateTime.UtcNow; o["d"] = 5; o["e"] = 1.5m; return o.ToString(Formatting.None); }',
    '{"a":{"b":["x",1]},"c":"2024-02-29T13:05:09.007Z","d":5,"e":1.5}',
    snippets,
  ),
  gives(
    '{ var a = new JArray(); foreach (var s in "x,y".Split(\',\')) { a.Add(new JObject(new JProperty("n", s))); } return a.ToString(Formatting.None); }',
    '[{"n":"x"},{"n":"y"}]',
    snippets,
  ),
  gives(`{ var s = ""; foreach (var t in (JArray)${tree}["b"]) { s += t["x"]; } return s; }`, '2', snippets),
  gives(
    'JObject.FromObject(new Dictionary<string, string> { { "a", "b" } }).ToString(Formatting.None)',
    '{"a":"b"}',
    snippets,
  ),
  gives(
    'new JObject(new JProperty("error", new JObject(new JProperty("code", 404), new JProperty("message", "no")))).ToString(Formatting.None)',
    '{"error":{"code":404,"message":"no"}}',
    snippets,
  ),
  gives(
    'new JObject(new[] { "a", "b" }.Select(n => new JProperty(n, n.Length))).ToString(Formatting.None)',
    '{"a":1,"b":1}',
    snippets,
  ),
  gives(
    'JsonConvert.SerializeObject(new { items = new List<object> { 1, "x", null, new { y = 2 } } })',
    '{"items":[1,"x",null,{"y":2}]}',
    snippets,
  ),
  gives(`${soap}.Descendants().First(e => e.Name.LocalName == "c").Value`, '7', snippets),
  gives(`${soap}.Descendants("c").Select(e => (int)e).Sum()`, '15', snippets),
  gives(
    `{ XNamespace s = "http://schemas.xmlsoap.org/soap/envelope/"; return ${soap}.Element(s + "Body").Element("r").Elements().Count(); }`,
    '2',
    snippets,
  ),
  gives(`${soap}.Descendants(XName.Get("Body", "http://schemas.xmlsoap.org/soap/envelope/")).Count()`, '1', snippets),
  gives(`string.Join(",", ${jwt}.Claims["roles"])`, 'a,b', snippets),
  gives(`${jwt}.Claims.GetValueOrDefault("scp", "").Split(' ').Contains("write")`, 'True', snippets),
  gives(`${jwt}.Claims.GetValueOrDefault("roles", "")`, 'a,b', snippets),
  gives(`${jwt}?.Claims.GetValueOrDefault("none", "nothing")`, 'nothing', snippets),
  gives(`${jwt}.Claims.Any(c => c.Key == "scp")`, 'True', snippets),
  gives('DateTime.UtcNow.AddMinutes(5).ToString("yyyy-MM-ddTHH:mm:ssZ")', '2024-02-29T13:10:09Z', snippets),
  gives('(DateTime.UtcNow - new DateTime(1970, 1, 1)).TotalSeconds.ToString("F0")', '1709211909', snippets),
  gives('new DateTimeOffset(DateTime.UtcNow.AddHours(1)).ToUnixTimeSeconds().ToString()', '1709215509', snippets),
  gives('DateTime.UtcNow.ToString("R")', 'Thu, 29 Feb 2024 13:05:09 GMT', snippets),
  gives('Regex.Replace("user@example.test", @"(?<=.).(?=[^@]*?@)", "*")', 'u***@example.test', snippets),
  gives(
    'Regex.Match("Bearer abc.def", @"^Bearer\\s+(?<t>\\S+)$", RegexOptions.IgnoreCase).Groups["t"].Value',
    'abc.def',
    snippets,
  ),
  gives(
    'string.Format("{0:yyyy}-{1:D3}-{2:N1}", DateTime.UtcNow, 7, 1234.56)',
    '2024-007-1,234.6',
    'https://learn.microsoft.com/dotnet/standard/base-types/composite-formatting',
  ),
]
