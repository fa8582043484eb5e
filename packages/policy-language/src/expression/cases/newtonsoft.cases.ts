import { gives, type LibraryCase, throwing } from './library-case.ts'

const linq = 'https://www.newtonsoft.com/json/help/html/LINQtoJSON.htm'
const query = 'https://www.newtonsoft.com/json/help/html/QueryingLINQtoJSON.htm'
const path = 'https://www.newtonsoft.com/json/help/html/QueryJsonSelectTokenJsonPath.htm'
const create = 'https://www.newtonsoft.com/json/help/html/CreatingLINQtoJSON.htm'
const operators = 'https://www.newtonsoft.com/json/help/html/Operators_T_Newtonsoft_Json_Linq_JToken.htm'
const serialize = 'https://www.newtonsoft.com/json/help/html/SerializationGuide.htm'
const deserialize = 'https://www.newtonsoft.com/json/help/html/M_Newtonsoft_Json_JsonConvert_DeserializeObject__1.htm'
const dates = 'https://www.newtonsoft.com/json/help/html/DatesInJSON.htm'
const jobject = 'https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JObject.htm'
const jarray = 'https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JArray.htm'
const merge = 'https://www.newtonsoft.com/json/help/html/MergeJson.htm'

const order =
  'JObject.Parse("{\\"id\\":7,\\"name\\":\\"x\\",\\"price\\":1.5,\\"ok\\":true,\\"none\\":null,\\"tags\\":[\\"a\\",\\"b\\"],\\"in\\":{\\"deep\\":{\\"v\\":42}}}")'

export const newtonsoftCases: readonly LibraryCase[] = [
  gives(`(int)${order}["id"]`, '7', operators),
  gives(`(string)${order}["id"]`, '7', operators),
  gives(`(string)${order}["name"]`, 'x', operators),
  gives(`${order}["name"].ToString()`, 'x', linq),
  gives(`${order}["ok"].ToString()`, 'True', linq),
  gives(`${order}["price"].ToString()`, '1.5', linq),
  gives(`${order}["none"].ToString()`, '', linq),
  gives(`(double)${order}["price"]`, '1.5', operators),
  gives(`(decimal)${order}["price"]`, '1.5', operators),
  gives(`(bool)${order}["ok"]`, 'True', operators),
  gives(`(int)${order}["price"]`, '2', operators),
  gives(`(int?)${order}["none"] == null`, 'True', operators),
  gives(`(string)${order}["none"] == null`, 'True', operators),
  gives(`(string)${order}["missing"] == null`, 'True', operators),
  gives(`${order}["missing"] == null`, 'True', jobject),
  gives(`${order}["missing"]?["deeper"]?.ToString() ?? "default"`, 'default', jobject),
  gives(`${order}["in"]["deep"]["v"]`, '42', query),
  gives(`${order}["tags"][1]`, 'b', query),
  gives(`${order}["tags"].First`, 'a', query),
  gives(`${order}["tags"].Last.ToString()`, 'b', query),
  gives(`${order}["tags"].Count()`, '2', query),
  gives(`((JArray)${order}["tags"]).Count`, '2', jarray),
  gives(`string.Join(",", ${order}["tags"].Select(t => (string)t))`, 'a,b', query),
  gives(`string.Join(",", ${order}["tags"].Values<string>())`, 'a,b', query),
  gives(`${order}["tags"].Any(t => t.ToString() == "b")`, 'True', query),
  gives(`${order}.Value<int>("id") + 1`, '8', query),
  gives(`${order}.Value<string>("missing") ?? "none"`, 'none', query),
  gives(`${order}.Value<int>("missing")`, '0', query),
  gives(`${order}["id"].Value<int>()`, '7', query),
  gives(`${order}["id"].Value<string>()`, '7', query),
  gives(`${order}["in"].Value<JObject>("deep").Count`, '1', query),
  gives(`${order}["id"].Type`, 'Integer', jobject),
  gives(`${order}["tags"].Type == JTokenType.Array`, 'True', jobject),
  gives(`${order}["none"].Type`, 'Null', jobject),
  gives(`${order}["in"]["deep"]["v"].Path`, 'in.deep.v', jobject),
  gives(`${order}["tags"][0].Path`, 'tags[0]', jobject),
  gives(`${order}.ContainsKey("id") && !${order}.ContainsKey("ID")`, 'True', jobject),
  gives(`${order}.GetValue("ID", StringComparison.OrdinalIgnoreCase)`, '7', jobject),
  gives(`${order}.TryGetValue("name", out JToken t) ? t.ToString() : "no"`, 'x', jobject),
  gives(`${order}.Properties().Count()`, '7', jobject),
  gives(`string.Join(",", ${order}.Properties().Select(p => p.Name))`, 'id,name,price,ok,none,tags,in', jobject),
  gives(`${order}.Property("id").Value`, '7', jobject),
  gives(`${order}["in"].HasValues`, 'True', jobject),
  gives(`${order}.SelectToken("in.deep.v")`, '42', path),
  gives(`(int)${order}.SelectToken("$.in.deep.v") + 1`, '43', path),
  gives(`${order}.SelectToken("tags[1]")`, 'b', path),
  gives(`${order}.SelectToken("nothing.here") == null`, 'True', path),
  gives(`${order}.SelectTokens("$..v").Count()`, '1', path),
  gives(`${order}.SelectToken("$.tags[?(@ == 'b')]")`, 'b', path),
  throwing(
    `${order}.SelectToken("nope", true)`,
    "Newtonsoft.Json.JsonException: Property 'nope' does not exist on JObject.",
    path,
  ),
  throwing(`(int)${order}["in"]`, 'System.ArgumentException: Can not convert Object to Int32.', operators),
  throwing(`(int)${order}["none"]`, 'System.ArgumentException: Can not convert Null to Int32.', operators),
  throwing(
    `(int)${order}["missing"]`,
    "System.ArgumentNullException: Value cannot be null. (Parameter 'value')",
    operators,
  ),
  throwing(
    `(int)${order}["name"]`,
    "System.FormatException: The input string 'x' was not in a correct format.",
    operators,
  ),
  throwing(
    `${order}["missing"].ToString()`,
    'System.NullReferenceException: Object reference not set to an instance of an object.',
    'C#: member of null',
  ),
  throwing(
    `${order}["id"]["x"]`,
    'System.InvalidOperationException: Cannot access child value on Newtonsoft.Json.Linq.JValue.',
    linq,
  ),
  throwing(
    `${order}["tags"][5]`,
    "System.ArgumentOutOfRangeException: Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
    jarray,
  ),

  throwing(
    'JObject.Parse("")',
    "Newtonsoft.Json.JsonReaderException: Error reading JObject from JsonReader. Path '', line 0, position 0.",
    linq,
  ),
  throwing(
    'JObject.Parse("<xml/>")',
    "Newtonsoft.Json.JsonReaderException: Unexpected character encountered while parsing value: <. Path '', line 0, position 0.",
    linq,
  ),
  throwing(
    'JObject.Parse("[1]")',
    "Newtonsoft.Json.JsonReaderException: Error reading JObject from JsonReader. Current JsonReader item is not an object: StartArray. Path '', line 1, position 1.",
    linq,
  ),
  throwing(
    'JArray.Parse("{}")',
    "Newtonsoft.Json.JsonReaderException: Error reading JArray from JsonReader. Current JsonReader item is not an array: StartObject. Path '', line 1, position 1.",
    linq,
  ),
  throwing('JObject.Parse(null)', "System.ArgumentNullException: Value cannot be null. (Parameter 's')", linq),
  gives(
    '{ try { JObject.Parse("{"); return "ok"; } catch (JsonReaderException e) { return e.LinePosition.ToString(); } }',
    '1',
    linq,
  ),
  gives('JObject.Parse("{a:\'x\'}")["a"]', 'x', 'https://www.newtonsoft.com/json/help/html/ReadJson.htm'),

  gives(
    'new JObject(new JProperty("a", 1), new JProperty("b", "x")).ToString(Formatting.None)',
    '{"a":1,"b":"x"}',
    create,
  ),
  gives('new JObject(new JProperty("a", new JArray(1, 2, 3))).ToString(Formatting.None)', '{"a":[1,2,3]}', create),
  gives('new JObject { ["a"] = 1, ["b"] = true }.ToString(Formatting.None)', '{"a":1,"b":true}', create),
  gives('new JObject(new JProperty("a", 1)).ToString()', '{\r\n  "a": 1\r\n}', create),
  gives(
    '{ var o = new JObject(); o.Add("a", 1.0); o["b"] = null; o.Add(new JProperty("c", "d")); return o.ToString(Formatting.None); }',
    '{"a":1.0,"b":null,"c":"d"}',
    create,
  ),
  gives(
    '{ var o = new JObject(new JProperty("a", 1)); o["a"] = "two"; return o.ToString(Formatting.None); }',
    '{"a":"two"}',
    create,
  ),
  gives(
    '{ var o = JObject.Parse("{\\"a\\":1,\\"b\\":2}"); o.Remove("a"); return o.ToString(Formatting.None); }',
    '{"b":2}',
    jobject,
  ),
  gives(
    '{ var o = JObject.Parse("{\\"a\\":{\\"b\\":1}}"); o["a"]["b"].Parent.Remove(); return o.ToString(Formatting.None); }',
    '{"a":{}}',
    jobject,
  ),
  gives(
    '{ var o = JObject.Parse("{\\"a\\":1}"); o["a"].Replace("x"); return o.ToString(Formatting.None); }',
    '{"a":"x"}',
    jobject,
  ),
  throwing(
    'new JObject(new JProperty("a", 1), new JProperty("a", 2))',
    'System.ArgumentException: Can not add property a to Newtonsoft.Json.Linq.JObject. Property with the same name already exists on object.',
    create,
  ),
  gives(
    '{ var a = new JArray(); a.Add(1); a.Add("x"); a.Insert(0, true); return a.ToString(Formatting.None); }',
    '[true,1,"x"]',
    jarray,
  ),
  gives(
    '{ var a = JArray.Parse("[1,2,3]"); a.RemoveAt(1); a[0] = 9; return a.ToString(Formatting.None); }',
    '[9,3]',
    jarray,
  ),
  gives('JArray.Parse("[3,1,2]").OrderBy(t => (int)t).First()', '1', query),
  gives('JArray.Parse("[3,1,2]").Select(t => (int)t).Sum()', '6', query),
  gives(
    'string.Join(",", JArray.Parse("[{\\"n\\":1},{\\"n\\":2}]").Where(t => (int)t["n"] > 1).Select(t => t["n"]))',
    '2',
    query,
  ),
  gives('new JArray(new[] { "a", "b" }.Select(s => new JValue(s))).ToString(Formatting.None)', '["a","b"]', create),
  gives('new JArray(new List<int> { 1, 2 }).ToString(Formatting.None)', '[1,2]', create),
  gives('JArray.FromObject(new[] { 1, 2 }).ToString(Formatting.None)', '[1,2]', create),
  gives(
    'JObject.FromObject(new { a = 1, b = new { c = "x" }, d = new[] { 1.5 } }).ToString(Formatting.None)',
    '{"a":1,"b":{"c":"x"},"d":[1.5]}',
    create,
  ),
  gives('JToken.FromObject(5).Type', 'Integer', create),
  gives('((JToken)"x").Type', 'String', operators),
  gives(
    'JToken.DeepEquals(JToken.Parse("{\\"a\\":1,\\"b\\":2}"), JToken.Parse("{\\"b\\":2,\\"a\\":1}"))',
    'True',
    'https://www.newtonsoft.com/json/help/html/DeepEquals.htm',
  ),
  gives(
    '{ var a = JObject.Parse("{\\"x\\":{\\"y\\":1}}"); var b = (JObject)a.DeepClone(); b["x"]["y"] = 2; return (int)a["x"]["y"]; }',
    '1',
    jobject,
  ),
  gives(
    '{ var a = JObject.Parse("{\\"x\\":1,\\"l\\":[1]}"); a.Merge(JObject.Parse("{\\"y\\":2,\\"l\\":[2]}")); return a.ToString(Formatting.None); }',
    '{"x":1,"l":[1,2],"y":2}',
    merge,
  ),
  gives(
    '{ var a = JObject.Parse("{\\"l\\":[1,2]}"); a.Merge(JObject.Parse("{\\"l\\":[2,3]}"), new JsonMergeSettings { MergeArrayHandling = MergeArrayHandling.Union }); return a.ToString(Formatting.None); }',
    '{"l":[1,2,3]}',
    merge,
  ),
  gives(
    '{ var s = ""; foreach (var p in JObject.Parse("{\\"a\\":1,\\"b\\":2}")) { s += p.Key + p.Value; } return s; }',
    'a1b2',
    jobject,
  ),
  gives(
    '{ var s = ""; foreach (JObject o in JArray.Parse("[{\\"a\\":1},{\\"a\\":2}]")) { s += o["a"]; } return s; }',
    '12',
    jarray,
  ),
  gives(
    '{ var s = ""; foreach (JProperty p in JObject.Parse("{\\"a\\":1}").Properties()) { s += p.Name + "=" + p.Value; } return s; }',
    'a=1',
    jobject,
  ),
  gives('new JRaw("{x:1}").ToString()', '{x:1}', create),
  gives('new JValue("a\\"b").ToString(Formatting.None)', '"a\\"b"', create),
  gives('new JObject(new JProperty("a", (object)null)).ToString(Formatting.None)', '{"a":null}', create),

  gives(
    'JsonConvert.SerializeObject(new { a = 1, b = "x", c = true, d = (string)null })',
    '{"a":1,"b":"x","c":true,"d":null}',
    serialize,
  ),
  gives(
    'JsonConvert.SerializeObject(new Dictionary<string, object> { { "a", 1 }, { "b", new[] { "x" } } })',
    '{"a":1,"b":["x"]}',
    serialize,
  ),
  gives('JsonConvert.SerializeObject(new[] { 1, 2, 3 })', '[1,2,3]', serialize),
  gives('JsonConvert.SerializeObject("a\\"b")', '"a\\"b"', serialize),
  gives('JsonConvert.SerializeObject(1.0)', '1.0', serialize),
  gives('JsonConvert.SerializeObject(1.10m)', '1.10', serialize),
  gives("JsonConvert.SerializeObject('c')", '"c"', serialize),
  gives('JsonConvert.SerializeObject(null)', 'null', serialize),
  gives('JsonConvert.SerializeObject(DateTime.UtcNow)', '"2024-02-29T13:05:09.007Z"', dates),
  gives('JsonConvert.SerializeObject(DayOfWeek.Monday)', '1', serialize),
  gives('JsonConvert.SerializeObject(Guid.Empty)', '"00000000-0000-0000-0000-000000000000"', serialize),
  gives('JsonConvert.SerializeObject(new { a = 1 }, Formatting.Indented)', '{\r\n  "a": 1\r\n}', serialize),
  gives('JsonConvert.SerializeObject(JObject.Parse("{ \\"a\\" : 1 }"))', '{"a":1}', serialize),
  gives('JsonConvert.DeserializeObject<JObject>("{\\"a\\":1}")["a"]', '1', deserialize),
  gives(
    'JsonConvert.DeserializeObject<Dictionary<string, string>>("{\\"a\\":\\"x\\",\\"b\\":\\"y\\"}")["b"]',
    'y',
    deserialize,
  ),
  gives(
    'JsonConvert.DeserializeObject<Dictionary<string, string>>("{\\"d\\":\\"2024-01-02T03:04:05Z\\"}")["d"]',
    '2024-01-02T03:04:05Z',
    dates,
  ),
  gives(
    'JsonConvert.DeserializeObject<Dictionary<string, object>>("{\\"a\\":5}")["a"].GetType()',
    'System.Int64',
    deserialize,
  ),
  gives('JsonConvert.DeserializeObject<List<int>>("[1,2,3]").Count', '3', deserialize),
  gives('JsonConvert.DeserializeObject<int[]>("[1,2,3]")[2]', '3', deserialize),
  gives('JsonConvert.DeserializeObject<string>("\\"x\\"")', 'x', deserialize),
  gives('JsonConvert.DeserializeObject<int>("5") + 1', '6', deserialize),
  gives('JsonConvert.DeserializeObject<bool?>("null") == null', 'True', deserialize),
  gives('((JObject)JsonConvert.DeserializeObject("{\\"a\\":1}"))["a"]', '1', deserialize),
  gives(
    'JArray.Parse("[1,2]").ToObject<List<int>>().Sum()',
    '3',
    'https://www.newtonsoft.com/json/help/html/ToObjectGeneric.htm',
  ),
  gives(
    'JArray.Parse("[\\"a\\"]").ToObject<string[]>()[0]',
    'a',
    'https://www.newtonsoft.com/json/help/html/ToObjectGeneric.htm',
  ),

  gives('JObject.Parse("{\\"d\\":\\"2024-01-02T03:04:05Z\\"}")["d"].Type', 'Date', dates),
  gives(
    'JObject.Parse("{\\"d\\":\\"2024-01-02T03:04:05Z\\"}").ToString(Formatting.None)',
    '{"d":"2024-01-02T03:04:05Z"}',
    dates,
  ),
  gives('(string)JObject.Parse("{\\"d\\":\\"2024-01-02T03:04:05Z\\"}")["d"]', '01/02/2024 03:04:05', dates),
  gives(
    '((DateTime)JObject.Parse("{\\"d\\":\\"2024-01-02T03:04:05Z\\"}")["d"]).AddDays(1).ToString("yyyy-MM-dd")',
    '2024-01-03',
    dates,
  ),
  gives('JToken.Parse("1e3").Type', 'Float', linq),
  gives('JToken.Parse("12345678901234567890").ToString()', '12345678901234567890', linq),
]
