import { gives, throws } from './expression-case.ts'

const snippets = 'https://github.com/Azure/api-management-policy-snippets'
const expressions = 'https://learn.microsoft.com/azure/api-management/api-management-policy-expressions'

/** What published policies do, in the ways in which they do it: told in our own words, with .NET's answer. */
export const policyCorpusCases = [
  ...gives(snippets, [
    ['(String)((JObject)JObject.Parse("{\\"access_token\\":\\"t\\"}"))["access_token"]', 't'],
    ['String.Concat("sub1", "TPM")', 'sub1TPM'],
    ['"East US".Equals("east us", System.StringComparison.InvariantCultureIgnoreCase)', 'True'],
    [
      '{ const uint lifetime = 60 * 20; DateTime from = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc); return ((DateTimeOffset)(from + TimeSpan.FromSeconds(lifetime))).ToUnixTimeSeconds().ToString(); }',
      '1704068400',
    ],
    [
      '{ var claims = new Dictionary<string, string>() { { "aud", "a" }, { "jti", "b" } }; return JObject.FromObject(claims).ToString(Newtonsoft.Json.Formatting.None); }',
      '{"aud":"a","jti":"b"}',
    ],
    [
      `{ char pad = '='; char c62 = '+'; char u62 = '-'; return Convert.ToBase64String(new byte[] { 251, 255, 1, 2 }).Split(pad)[0].Replace(c62, u62).Replace('/', '_'); }`,
      '-_8BAg',
    ],
    [
      '{ int Order(int host) { return (((int)Short((short)host) & 0xFFFF) << 16) | ((int)Short((short)(host >> 16)) & 0xFFFF); } short Short(short host) { return (short)((((int)host & 0xFF) << 8) | (int)((host >> 8) & 0xFF)); } byte[] a = new byte[] { Convert.ToByte(int.Parse("10")), Convert.ToByte(1), 2, 3, }; byte[] b = new byte[] { 10, 0, 0, 0 }; var mask = Order(-1 << (32 - 8)); return (BitConverter.ToInt32(a, 0) & mask) == (BitConverter.ToInt32(b, 0) & mask); }',
      'True',
    ],
    [
      'Newtonsoft.Json.JsonConvert.SerializeObject(((JArray)JObject.Parse("{\\"values\\":[{\\"id\\":\\"x\\",\\"properties\\":{\\"p\\":[\\"1\\",\\"2\\"]}}]}")["values"]).Children().Where(e => (string)e["id"] == "x").FirstOrDefault()["properties"]["p"].Select(c => (string)c).ToList())',
      '["1","2"]',
    ],
    [
      '{ List<string> l = Newtonsoft.Json.JsonConvert.DeserializeObject<List<string>>("[\\"a\\",\\"b\\"]"); foreach (string s in l) { if (s == "b") return true; } return false; }',
      'True',
    ],
    ['context.Response.Body?.As<JObject>(preserveContent: true)["usage"]["total_tokens"].Value<double>()', ''],
    ['context.Request.Body?.As<JObject>(preserveContent: true)["age"].Value<double>()', '36'],
    ['context.Request.Body.As<JObject>(true).SelectToken("age").ToObject<int>()', '36'],
    [
      `"a=1; b=2".Split(';').Select(cookie => cookie.Trim().Split('=')).Single(cookie => cookie[0] == $"{"b"}")[1]`,
      '2',
    ],
    [
      `"a=1; b=2".Split(';').Select(x => x.Trim()).Select(cookie => cookie.Split('=')).SingleOrDefault(cookie => cookie[0] == "z")?[1] ?? string.Empty`,
      '',
    ],
    ['DateTimeOffset.FromUnixTimeMilliseconds(1704067200000).ToString("R")', 'Mon, 01 Jan 2024 00:00:00 GMT'],
    ['context.Request.Url.ToString()', 'https://contoso.example/resource/42?a=1&a=2&b=x'],
    ['{ var at = (char)64; var name = at + "odata.nextlink"; return name; }', '@odata.nextlink'],
    [
      '{ var r = JObject.Parse("{\\"items\\":[1],\\"hasMore\\":true,\\"count\\":2,\\"offset\\":3}"); var items = r.GetValue("items"); r.Add("value", items); r.Remove("items"); if (r.GetValue("hasMore").Value<bool>()) { var next = r.GetValue("count").Value<int>() + r.GetValue("offset").Value<int>(); r.Add("next", $"https://x?offset={next}"); } return r.ToString(Newtonsoft.Json.Formatting.None); }',
      '{"hasMore":true,"count":2,"offset":3,"value":[1],"next":"https://x?offset=5"}',
    ],
    [
      '{ var body = context.Request.Body.As<JObject>(); foreach (var key in new [] { "tags", "age" }) { body.Property(key).Remove(); } return body.ToString(Formatting.None); }',
      '{"name":"Ada"}',
    ],
    [
      '{ var header = new { typ = "JWT", alg = "HS256" }; return Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(header))).Replace("/", "_").Replace("+", "-"). Replace("=", ""); }',
      'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9',
    ],
    [
      '{ var exp = new DateTimeOffset(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(10)).ToUnixTimeSeconds(); var username = "john_doe"; var payload = new { exp, username }; return JsonConvert.SerializeObject(payload); }',
      '{"exp":1704067800,"username":"john_doe"}',
    ],
    [
      'string.Format("{0}\\n{1}\\n{2}\\n{3}\\n{4}\\n{5}\\n{6}\\n{7}\\n{8}\\n{9}\\n{10}\\n{11}", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, "t", "e").Length',
      '23',
    ],
    [`System.Net.WebUtility.HtmlEncode("2024-01-01T00:00:00Z&<>\\"'")`, '2024-01-01T00:00:00Z&amp;&lt;&gt;&quot;&#39;'],
    ['System.Net.WebUtility.UrlEncode("a b+c/d=")', 'a+b%2Bc%2Fd%3D'],
    [
      '{ Jwt jwt; if ("eyJhbGciOiJIUzI1NiJ9.eyJ0aWQiOiJ0MSJ9.c2ln".TryParseJwt(out jwt)) return jwt.Claims["tid"][0]; return ""; }',
      't1',
    ],
    [
      '{ var jwt = "eyJhbGciOiJIUzI1NiJ9.eyJwIjpbImEiLCJiIl19.c2ln".AsJwt(); return Array.Exists(jwt.Claims["p"], element => element == "a"); }',
      'True',
    ],
    ['(object)"" == string.Empty', 'True'],
    [
      '{ TimeSpan since = new DateTime(2024, 1, 1) - new DateTime(1970, 1, 1); string expiry =  Convert.ToString((int)since.TotalSeconds + 3600); return Uri.EscapeDataString ("https://x/y z") + "\\n" + expiry; }',
      'https%3A%2F%2Fx%2Fy%20z\n1704070800',
    ],
    [
      'new Uri("https://h/oauth/x").AbsolutePath.StartsWith("/oauth", StringComparison.InvariantCultureIgnoreCase)',
      'True',
    ],
    [
      '{ var doc = XDocument.Parse("<m><v>true</v><w>2</w></m>"); var obj = new JObject(); obj["v"] = doc.Descendants().Where(r=>r.Name.LocalName == "v").First().Value; return obj.ToString(Formatting.None); }',
      '{"v":"true"}',
    ],
    [
      '{ var obj = new JObject(); obj["n"] = 1; obj["s"] = null; obj["d"] = 1.5; obj["b"] = true; return obj.ToString(Formatting.None); }',
      '{"n":1,"s":null,"d":1.5,"b":true}',
    ],
    ['(bool)((JObject)(object)JObject.Parse("{\\"c\\":\\"true\\"}"))["c"]', 'True'],
    ['((JArray)JObject.Parse("{\\"value\\":[]}")["value"]).Count == 0', 'True'],
    [
      'context.Api.ServiceUrl.Host +":"+ context.Api.ServiceUrl.Port + context.Api.ServiceUrl.Path',
      'contoso.example:443/api',
    ],
    [
      'context.Request.Headers.Where(h => h.Key != "X-Many").Select(h => $"{h.Key}: {string.Join(", ", h.Value)}").ToArray().Length',
      '1',
    ],
    [
      'string.Join("&", context.Request.OriginalUrl.Query.Select(q => q.Key + "=" + string.Join(",", q.Value)))',
      'a=1,2&b=x',
    ],
    [
      '{ var a = JArray.Parse("[{\\"t\\":\\"x\\",\\"n\\":1},{\\"t\\":\\"y\\",\\"n\\":2},{\\"t\\":\\"x\\",\\"n\\":3}]"); return JsonConvert.SerializeObject(a.GroupBy(i => (string)i["t"]).Select(g => new { t = g.Key, sum = g.Sum(i => (int)i["n"]) })); }',
      '[{"t":"x","sum":4},{"t":"y","sum":2}]',
    ],
    [
      '{ var a = JArray.Parse("[{\\"t\\":\\"b\\"},{\\"t\\":\\"a\\"}]"); return new JArray(a.OrderBy(i => (string)i["t"])).ToString(Formatting.None); }',
      '[{"t":"a"},{"t":"b"}]',
    ],
    [
      '{ var o = JObject.Parse("{\\"a\\":{\\"b\\":[1,{\\"c\\":\\"v\\"}]}}"); return o.SelectToken("$.a.b[1].c") + "|" + (o.SelectToken("a.zz") == null) + "|" + o.SelectTokens("$..c").Count(); }',
      'v|True|1',
    ],
    [
      '{ var o = JObject.Parse("{\\"d\\":\\"2024-01-02T03:04:05Z\\"}"); return ((DateTime)o["d"]).ToString("yyyy-MM-dd"); }',
      '2024-01-02',
    ],
    [
      '{ var d = JsonConvert.DeserializeObject<Dictionary<string, object>>("{\\"a\\":1,\\"b\\":\\"x\\"}"); return d["a"] + "" + d["b"]; }',
      '1x',
    ],
    ['Encoding.ASCII.GetString(Encoding.UTF8.GetBytes("é")).Length', '2'],
    ['BitConverter.ToString(new byte[] { 10, 255 }).Replace("-", "").ToLower()', '0aff'],
    [
      'DateTime.ParseExact("20240102", "yyyyMMdd", CultureInfo.InvariantCulture).ToString("d", System.Globalization.CultureInfo.InvariantCulture)',
      '01/02/2024',
    ],
    [
      'TimeZoneInfo.ConvertTimeFromUtc(new DateTime(2024, 7, 1, 12, 0, 0, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById("W. Europe Standard Time")).Hour',
      '14',
    ],
    ['((string)null ?? "").Length + (context.Subscription?.Name ?? "none")', '0none'],
    [
      '{ XNamespace ns = "http://x"; var e = new XElement(ns + "a", new XAttribute("k", 1), new XElement(ns + "b", "t")); return e.ToString(SaveOptions.DisableFormatting); }',
      '<a k="1" xmlns="http://x"><b>t</b></a>',
    ],
    ['{ Uri u; return Uri.TryCreate("http://a/b?c=d", UriKind.Absolute, out u) ? u.Query : ""; }', '?c=d'],
    [`"a,b;c".Split(new[] { ',', ';' }, StringSplitOptions.RemoveEmptyEntries).Last()`, 'c'],
    [`context.Request.IpAddress.Split('.').Take(3).Aggregate((a, b) => a + "." + b)`, '10.0.0'],
    ['Enumerable.Range(0, 3).Select((x, i) => x * i).ToList().Max()', '4'],
    [
      '{ var list = new List<string> { "b", "a" }; list.Sort(); list.Reverse(); return string.Join(",", list); }',
      'b,a',
    ],
  ]),
  ...gives(expressions, [
    ['DateTimeOffset.FromUnixTimeSeconds((long)context.Variables["big"]).Year', '2128'],
    ['DateTimeOffset.UtcNow.AddSeconds((int)context.Variables["count"] / 2).ToUnixTimeSeconds()', '1564403202'],
    [
      '{ Jwt jwt; ExpressionSyntaxExtensions.TryParseJwt("eyJhbGciOiJIUzI1NiJ9.eyJ0aWQiOiJ0MSJ9.c2ln", out jwt); return jwt.Claims.GetValueOrDefault("tid", ""); }',
      't1',
    ],
    ['context.Request.Headers.GetValueOrDefault("Authorization","").AsJwt()?.Subject', ''],
    ['"SAP" + context.Request.Headers.GetValueOrDefault("Authorization","").AsJwt()?.Subject', 'SAP'],
    [
      `context.Request.Headers.GetValueOrDefault("Authorization")?.Split(' ')?[1].AsJwt()?.Claims["x"].FirstOrDefault()`,
      '',
    ],
    ['context.Variables["name"] == string.Empty', 'False'],
    [
      'new JObject(new JProperty("Msgs", new JArray(new JObject(new JProperty("Msg", context.LastError.Message), new JProperty("Ms", (new DateTimeOffset(new DateTime(2024,1,1,0,0,0,DateTimeKind.Utc))).ToUnixTimeSeconds() * 1000))))).ToString(Formatting.None)',
      '{"Msgs":[{"Msg":"Expired.","Ms":1704067200000}]}',
    ],
    ['context.Request.OriginalUrl.Query.ToQueryString()', 'a=1&a=2&b=x'],
    ['context.User.Groups.Any(g => g.Name == "Developers") ? "yes" : "no"', 'yes'],
    ['string.Join(";", context.User.Groups.Select(g => g.Name).ToArray())', 'Administrators;Developers'],
    [
      'string.Join(";", (from item in context.User.Groups select item.Name).ToArray<string>())',
      'Administrators;Developers',
    ],
    ['(context.User.Groups.Select(x => x.Name).Contains("Administrators")) && context.Product?.Name != null', 'True'],
    [
      '{ string[] value; if (context.Request.Headers.TryGetValue("X-Many", out value)) { if (value != null && value.Length > 0) { return value[0]; } } return null; }',
      '1',
    ],
    [
      'Regex.Match(context.Response.Headers.GetValueOrDefault("Cache-Control","max-age=60"), @"max-age=(?<maxAge>\\d+)").Groups["maxAge"]?.Value',
      '60',
    ],
    ['context.Variables.ContainsKey("maxAge") ? int.Parse((string)context.Variables["maxAge"]) : 3600', '3600'],
    ['(int)Math.Ceiling(context.Elapsed.TotalMilliseconds / 100.0)', '13'],
    ['context.Response.StatusCode >= 200 && context.Response.StatusCode < 300', 'False'],
    ['new [] { 301, 404 }.Contains(context.Response.StatusCode)', 'True'],
    ['context.LastError.Source == "validate-jwt" && context.LastError.Reason.StartsWith("Token")', 'True'],
    ['context.Request.Headers.GetValueOrDefault("Content-Type", "").ToLower().Contains("json")', 'True'],
    ['context.Variables.GetValueOrDefault<int>("count") + context.Variables.GetValueOrDefault<int>("zz", 4)', '9'],
    [
      'context.Request.MatchedParameters["id"].ToString() + context.Request.MatchedParameters.GetValueOrDefault("zz", "d")',
      '42d',
    ],
    ['context.Request.Method.Equals("post", StringComparison.OrdinalIgnoreCase) ? "a" : "b"', 'a'],
    [
      'context.Timestamp.ToString("o") + context.RequestId.ToString("N")',
      '2019-07-29T12:26:40.0000000Z0f8fad5bd9cb469fa16570867728950e',
    ],
  ]),
  ...throws(expressions, [
    [
      '(int)context.Variables["name"]',
      `System.InvalidCastException: Unable to cast object of type 'System.String' to type 'System.Int32'.`,
    ],
    [
      'context.Request.Body.AsFormUrlEncodedContent(preserveContent: true)["name"]',
      `System.Collections.Generic.KeyNotFoundException: The given key 'name' was not present in the dictionary.`,
    ],
    [
      '((IResponse)context.Variables["none"]).Body.As<JObject>()',
      `System.Collections.Generic.KeyNotFoundException: The given key 'none' was not present in the dictionary.`,
    ],
  ]),
]
