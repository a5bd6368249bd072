"""What every test of the product may use."""

pytest_plugins = ["tests.fixtures", "tests.browsing"]
