# Debian's azure-storage-blob against the embedded account: storage.py CONNECTION_STRING
import base64
import os
import sys
import urllib.request
from datetime import datetime, timedelta, timezone

from azure.core import MatchConditions
from azure.core.exceptions import (
    ClientAuthenticationError,
    HttpResponseError,
    ResourceExistsError,
    ResourceModifiedError,
    ResourceNotFoundError,
)
from azure.storage.blob import (
    BlobBlock,
    BlobSasPermissions,
    BlobServiceClient,
    ContainerSasPermissions,
    ContentSettings,
    ResourceTypes,
    AccountSasPermissions,
    generate_account_sas,
    generate_blob_sas,
    generate_container_sas,
)

service = BlobServiceClient.from_connection_string(sys.argv[1], max_block_size=256 * 1024, max_single_put_size=512 * 1024)
key = service.credential.account_key
account = service.account_name


def raises(kind, work, code=None):
    try:
        work()
    except kind as error:
        assert code is None or error.error_code == code, error.error_code
        return
    raise AssertionError(f"{kind.__name__} was not raised")


container = service.create_container("python", metadata={"made_by": "python"})
raises(ResourceExistsError, lambda: service.create_container("python"), "ContainerAlreadyExists")
assert container.get_container_properties().metadata == {"made_by": "python"}
assert "python" in [item.name for item in service.list_containers(name_starts_with="py")]

# One request, and many blocks.
small = container.upload_blob("input/a b&c.csv", b"Col1,Col2\n1,2\n", metadata={"x": "1", "A_b": "2"},
                              content_settings=ContentSettings(content_type="text/csv"))
properties = small.get_blob_properties()
assert properties.size == 14 and properties.content_settings.content_type == "text/csv", properties
assert properties.metadata == {"x": "1", "A_b": "2"}, properties.metadata
data = os.urandom(3 * 1024 * 1024 + 17)
large = container.upload_blob("large", data, max_concurrency=3)
assert large.download_blob(max_concurrency=2).readall() == data
assert large.download_blob(offset=1000, length=70).readall() == data[1000:1070]
assert large.download_blob(offset=1000, length=70, validate_content=True).readall() == data[1000:1070]
container.upload_blob("checked", b"checked", validate_content=True)

raises(ResourceExistsError, lambda: container.upload_blob("large", b"x"), "BlobAlreadyExists")
container.upload_blob("twice", b"one")
tag = container.get_blob_client("twice").get_blob_properties().etag
container.upload_blob("twice", b"two", overwrite=True)
raises(ResourceModifiedError, lambda: container.upload_blob("twice", b"three", overwrite=True, etag=tag,
                                                           match_condition=MatchConditions.IfNotModified), "ConditionNotMet")

blocks = container.get_blob_client("blocks")
for name in ("b", "a"):
    blocks.stage_block(name, f"<{name}>".encode())
raises(ResourceNotFoundError, blocks.get_blob_properties)
blocks.commit_block_list([BlobBlock("a"), BlobBlock("b")])
assert blocks.download_blob().readall() == b"<a><b>"
committed, uncommitted = blocks.get_block_list("all")
assert [(block.id, block.size) for block in committed] == [("a", 3), ("b", 3)] and uncommitted == []

blocks.set_http_headers(ContentSettings(content_type="text/plain", cache_control="no-store"))
blocks.set_blob_metadata({"k": "v"})
assert blocks.get_blob_properties().content_settings.cache_control == "no-store"
assert blocks.get_blob_properties().metadata == {"k": "v"}

names = [blob.name for blob in container.list_blobs(results_per_page=2)]
assert names == ["blocks", "checked", "input/a b&c.csv", "large", "twice"], names
assert [blob.name for blob in container.list_blobs(name_starts_with="input/")] == ["input/a b&c.csv"]
assert sorted(item.name for item in container.walk_blobs()) == ["blocks", "checked", "input/", "large", "twice"]
assert next(iter(container.list_blobs(name_starts_with="blocks", include=["metadata"]))).metadata == {"k": "v"}

copied = container.get_blob_client("copied")
assert copied.start_copy_from_url(blocks.url)["copy_status"] == "success"
assert copied.download_blob().readall() == b"<a><b>"

soon = datetime.now(timezone.utc) + timedelta(hours=1)
token = generate_blob_sas(account, "python", "input/a b&c.csv", account_key=key, permission=BlobSasPermissions(read=True), expiry=soon)
assert urllib.request.urlopen(f"{small.url}?{token}").read() == b"Col1,Col2\n1,2\n"
token = generate_container_sas(account, "python", account_key=key, expiry=soon,
                               permission=ContainerSasPermissions(read=True, write=True, list=True))
by_token = BlobServiceClient(service.url, credential=token).get_container_client("python")
by_token.upload_blob("by-token", b"token")
assert "by-token" in [blob.name for blob in by_token.list_blobs()]
raises(HttpResponseError, lambda: by_token.delete_blob("by-token"), "AuthorizationPermissionMismatch")
token = generate_account_sas(account, key, ResourceTypes(service=True, container=True, object=True),
                             AccountSasPermissions(read=True, list=True), soon)
assert "python" in [item.name for item in BlobServiceClient(service.url, credential=token).list_containers()]

wrong = base64.b64encode(b"wrong" * 8).decode()
raises(ClientAuthenticationError, lambda: list(BlobServiceClient(service.url, credential={"account_name": account, "account_key": wrong}).list_containers()), "AuthenticationFailed")
raises(ResourceNotFoundError, lambda: container.download_blob("nothing"), "BlobNotFound")
raises(ResourceNotFoundError, lambda: service.get_container_client("nothing").upload_blob("x", b"x"), "ContainerNotFound")

assert list(service.get_service_properties()["cors"][0].allowed_origins) == ["*"]
assert service.get_account_information()["account_kind"]
large.delete_blob()
raises(ResourceNotFoundError, large.delete_blob, "BlobNotFound")
container.delete_container()
raises(ResourceNotFoundError, container.get_container_properties, "ContainerNotFound")
print("done")
