"""The tutorial's request-response program, in Python 3: scores one sentence and prints the answer.

    python3 request_response.py URL KEY [SUBSCRIPTION_KEY] [CA_FILE]

An empty SUBSCRIPTION_KEY sends none. CA_FILE is the authority to trust for https.
"""

import json
import ssl
import sys
import urllib.request
from urllib.error import HTTPError

url = sys.argv[1]
api_key = sys.argv[2]
subscription_key = sys.argv[3] if len(sys.argv) > 3 else ""
ca_file = sys.argv[4] if len(sys.argv) > 4 else ""

data = {
    "Inputs": {
        "input1": {
            "ColumnNames": ["Col2"],
            "Values": [["This is a good day"]],
        },
    },
    "GlobalParameters": {},
}

body = str.encode(json.dumps(data))
headers = {"Content-Type": "application/json", "Authorization": "Bearer " + api_key}
if subscription_key:
    headers["Ocp-Apim-Subscription-Key"] = subscription_key

request = urllib.request.Request(url, body, headers)
context = ssl.create_default_context(cafile=ca_file) if ca_file else None

try:
    response = urllib.request.urlopen(request, context=context)
    result = response.read()
    print(result.decode("utf-8"))
except HTTPError as error:
    print("The request failed with status code: " + str(error.code))
    # The headers carry the request id and the time, which help to find the failure.
    print(error.headers)
    print(json.loads(error.read().decode("utf-8")))
